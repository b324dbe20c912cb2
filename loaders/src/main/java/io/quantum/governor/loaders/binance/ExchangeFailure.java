package io.quantum.governor.loaders.binance;

/** Why the exchange gave no usable answer, in words that hold no secret and can be logged as they are. */
public final class ExchangeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is; a change of kind is worth a log line. */
    public enum Kind {
        /** No whole answer within the request timeout. */
        TIMEOUT,
        /** No connection, or one that broke. */
        UNREACHABLE,
        /** Status 429: too much request weight from this address. */
        RATE_LIMITED,
        /** Status 418: this address is banned for a while. */
        BANNED,
        /** Status 403: the venue's firewall. */
        FORBIDDEN,
        /** Status 408 or 5xx: the venue's own trouble. */
        VENUE_TROUBLE,
        /** Code -1021: the request's timestamp is too far from the venue's clock. */
        CLOCK_SKEW,
        /** Any other refusal: key, signature, permissions, address. */
        REFUSED,
        /** An answer that makes no sense. */
        UNREADABLE
    }

    private final Kind kind;

    /**
     * A failure to be told to people.
     *
     * @param message what happened; must hold neither key, secret, signature nor a signed query
     */
    public ExchangeFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** What happened, for people. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
