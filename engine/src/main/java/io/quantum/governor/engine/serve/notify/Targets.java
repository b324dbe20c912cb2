package io.quantum.governor.engine.serve.notify;

import io.quantum.governor.engine.base.settings.NotifySettings;
import io.quantum.governor.engine.base.settings.NotifyTarget;
import java.util.List;

/** Everybody who is told. */
final class Targets {
    private Targets() {}

    static List<Target> of(NotifySettings settings) {
        return settings.targets().stream()
                .map(target -> of(target, settings.secret()))
                .toList();
    }

    private static Target of(NotifyTarget target, String secret) {
        return switch (target.type()) {
            case WEBHOOK -> new WebhookTarget(target.name(), target.address(), secret);
            case SLACK -> new SlackTarget(target.name(), target.address());
            case PAGERDUTY -> new PagerDutyTarget(target.name(), target.address(), target.secret());
            case ALERTMANAGER -> new AlertmanagerTarget(target.name(), target.address());
            case TELEGRAM -> new TelegramTarget(target.name(), target.address(), target.secret(), target.chat());
        };
    }
}
