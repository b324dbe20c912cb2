/** What a rulebook declares, told to people. */
@NullMarked
package io.quantum.governor.engine.rules.catalog;

import org.jspecify.annotations.NullMarked;
