/** How records are written as JSON, in one way for the audit, the wire and tests. */
@NullMarked
package io.quantum.governor.engine.base.json;

import org.jspecify.annotations.NullMarked;
