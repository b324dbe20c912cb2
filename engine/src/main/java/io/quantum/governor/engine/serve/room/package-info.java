/** The control room: the page that people watch the governor by, what it asks for, and what keeps it up to date. */
@NullMarked
package io.quantum.governor.engine.serve.room;

import org.jspecify.annotations.NullMarked;
