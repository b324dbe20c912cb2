-- Every audit record, chained: each hash covers the one before it.

-- The end of the chain; whoever appends locks this one row.
CREATE TABLE head (
  one      ${long}  PRIMARY KEY CHECK (one = 1),
  archive  TEXT     NOT NULL, -- this archive's own name: the beginning of its chain
  sequence ${long}  NOT NULL, -- of the last record, 0 when there is none
  hash     ${bytes} NOT NULL  -- of the last record
);

-- What records have in common, so that a search looks at kinds and not at millions of records.
CREATE TABLE kind (
  id      ${long} PRIMARY KEY, -- the sequence of its first record
  outcome TEXT    NOT NULL,
  symbol  TEXT    NOT NULL,
  gate    TEXT    NOT NULL,
  reason  TEXT    NOT NULL,
  version TEXT    NOT NULL, -- of the rulebook
  digest  TEXT    NOT NULL, -- of the rulebook
  UNIQUE (outcome, symbol, gate, reason, version, digest)
);

CREATE TABLE record (
  sequence  ${long}  PRIMARY KEY, -- 1, 2, 3 ... without a gap
  audit_id  TEXT     NOT NULL UNIQUE, -- its id in the audit stream
  at_micros ${long}  NOT NULL, -- when it was decided, microseconds since 1970
  plan_id   TEXT     NOT NULL, -- empty when it has none that can be used
  kind      ${long}  NOT NULL,
  base      ${long}  NOT NULL, -- the record by whose text this one is packed, 0 for none
  body      ${bytes} NOT NULL, -- the record's exact bytes, packed
  hash      ${bytes} NOT NULL  -- SHA-256 over the hash before, sequence, audit id and the exact bytes
);
CREATE INDEX record_by_plan ON record (plan_id, sequence);
CREATE INDEX record_by_kind ON record (kind, at_micros, sequence);
CREATE INDEX record_by_time ON record (at_micros, sequence);
