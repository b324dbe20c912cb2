package io.quantum.governor.engine.decide.plan;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class PlanLoopTest {
    @Test
    void a_connection_that_is_reset_counts_as_redis_being_away_and_not_as_plans_that_cannot_be_decided()
            throws InterruptedException {
        RedisState state = new RedisState();
        PlanLoop loop = new PlanLoop(
                () -> {
                    throw new CompletionException(new SocketException("Connection reset"));
                },
                state);
        Thread thread = new Thread(loop, "plan-loop");
        thread.start();
        await().until(() ->
                state.trouble().equals("Connection reset") || !state.undecided().isEmpty());
        loop.close();
        thread.join();

        assertThat(state.undecided()).isEmpty();
        assertThat(state.trouble()).isEqualTo("Connection reset");
    }
}
