package io.quantum.governor.engine.serve.notify;

/**
 * What became of a message that was posted, without anything secret.
 *
 * @param status of HTTP; 0 when there was no answer
 * @param why it was not taken; empty when it was
 * @param remedy what to do about it
 * @param millis how long it took
 */
public record Answer(int status, String why, String remedy, long millis) {
    private static final int SUCCESS = 2;
    private static final int CLASS = 100;

    static boolean isSuccess(int status) {
        return status / CLASS == SUCCESS;
    }

    /** Whether the receiver has taken it. */
    public boolean isDelivered() {
        return isSuccess(status);
    }

    /** Whether the receiver has read it and wants none like it, so that nothing is won by sending it again and again. */
    boolean isRefused() {
        return status == 400 || status == 413 || status == 422;
    }

    static String remedy(int status) {
        return switch (status) {
            case 400, 413, 415, 422 ->
                "look whether the target is of the right kind, and whether its key or chat is right";
            case 401, 403 -> "its key or token does not count; make a new one";
            case 404, 410 -> "there is no such place any more; copy its address again";
            case 429 -> "it wants fewer messages; they are sent later";
            case 301, 302, 303, 307, 308 -> "it is somewhere else, and nobody follows; set its final address";
            default -> "the receiver is in trouble; messages wait and are sent again";
        };
    }
}
