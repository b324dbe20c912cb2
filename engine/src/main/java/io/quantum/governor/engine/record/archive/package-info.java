/**
 * The archive: audit records in a database, for good, each chained to the one before it.
 *
 * <p>In: records of the audit stream. Out: the same bytes by plan, by time and by what they say, and whether anybody
 * altered them. May depend on audit and rulebook texts. Knows SQLite and PostgreSQL by one schema.
 */
@NullMarked
package io.quantum.governor.engine.record.archive;

import org.jspecify.annotations.NullMarked;
