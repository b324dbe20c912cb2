@NullMarked
package io.quantum.governor.loaders.redis;

import org.jspecify.annotations.NullMarked;
