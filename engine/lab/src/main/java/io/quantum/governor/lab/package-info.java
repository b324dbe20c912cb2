/**
 * The lab: what shows a governor, tries it out and measures it, and never runs where plans are decided.
 *
 * <p>May depend on everything; nothing depends on it.
 */
@NullMarked
package io.quantum.governor.lab;

import org.jspecify.annotations.NullMarked;
