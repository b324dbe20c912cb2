/** What the integration tests share: a Redis, a governor around it, plans to publish and eyes to see what became of them. */
@NullMarked
package io.quantum.governor.engine.testing;

import org.jspecify.annotations.NullMarked;
