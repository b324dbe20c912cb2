package io.quantum.governor.loaders.gauge;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body as text, refused as soon as it grows too large: a page without an end must not fill the memory. */
final class LimitedBody implements BodySubscriber<String> {
    private final BodySubscriber<String> whole = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final int largestBytes;
    private long bytes;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(int largestBytes) {
        this.largestBytes = largestBytes;
    }

    @Override
    public CompletionStage<String> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
        subscription = from;
        whole.onSubscribe(from);
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
        bytes += some.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes > largestBytes) {
            Objects.requireNonNull(subscription).cancel();
            whole.onError(new IOException("larger than " + largestBytes + " bytes"));
        } else {
            whole.onNext(some);
        }
    }

    @Override
    public void onError(Throwable fault) {
        whole.onError(fault);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
