package io.quantum.governor.engine.serve.notify;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A bot of Telegram, which writes plain text to one chat.
 *
 * @param token the bot's, which the address holds too
 */
record TelegramTarget(String name, URI address, String token, String chat) implements Target {
    /** A chat takes one message a second. */
    private static final Duration PAUSE = Duration.ofMillis(1100);

    @Override
    public Request request(Message message, Instant now) {
        String lines = String.join("\n", message.lines());
        // without parse_mode nothing is markup
        return new Request(
                address,
                Map.of(),
                Request.json(Map.of(
                        "chat_id",
                        chat,
                        "text",
                        message.headline() + (lines.isEmpty() ? "" : "\n" + lines),
                        "link_preview_options",
                        Map.of("is_disabled", true),
                        "disable_notification",
                        message.severity() == Severity.INFO)));
    }

    @Override
    public List<String> secrets() {
        return List.of(address.toString(), token);
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String toString() {
        return name;
    }
}
