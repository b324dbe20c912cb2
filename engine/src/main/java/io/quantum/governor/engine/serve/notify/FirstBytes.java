package io.quantum.governor.engine.serve.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer; nobody waits for the rest, which may have no end. */
final class FirstBytes implements BodySubscriber<String> {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** @param most so many bytes are read; 0 reads none */
    FirstBytes(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
        subscription = from;
        if (most == 0) {
            end();
        } else {
            from.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
        for (ByteBuffer buffer : some) {
            byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        if (bytes.size() >= most) {
            end();
        } else {
            Objects.requireNonNull(subscription).request(1);
        }
    }

    private void end() {
        text.complete(bytes.toString(UTF_8));
        Objects.requireNonNull(subscription).cancel();
    }

    @Override
    public void onError(Throwable fault) {
        // what has come tells enough
        text.complete(bytes.toString(UTF_8));
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(UTF_8));
    }
}
