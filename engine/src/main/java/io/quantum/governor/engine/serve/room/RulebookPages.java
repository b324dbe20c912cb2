package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.util.RawValue;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.engine.serve.job.JobOrder;
import io.quantum.governor.engine.serve.job.Jobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /api/rulebook}: the rules in force, file by file, as they were read. */
final class RulebookPages {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Supplier<ActiveRules> rules;
    private final Jobs jobs;

    /** @param jobs tell what tests show of the rulebook, once somebody has asked */
    RulebookPages(Supplier<ActiveRules> rules, Jobs jobs) {
        this.rules = rules;
        this.jobs = jobs;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/rulebook", unused -> new Answer(OK, files(rules.get()))),
                new Route("GET", "/api/rulebook/file", query -> file(query.getOrDefault("path", ""))));
    }

    private Map<String, Object> files(ActiveRules now) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", now.rulebook().manifest().name());
        told.put("version", now.rulebook().manifest().version());
        told.put("digest", now.rulebook().digest());
        told.put("coverage", coverage(now.rulebook().digest()));
        told.put(
                "files",
                now.texts().byPath().entrySet().stream()
                        .map(file -> Map.of(
                                "path", file.getKey(), "bytes", file.getValue().getBytes(UTF_8).length))
                        .toList());
        return told;
    }

    /** By the last job that has asked; what nobody has asked is not known. */
    private Map<String, Object> coverage(String digest) {
        return jobs.last(JobOrder.Kind.coverage, digest)
                .map(job -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("at", job.ended().toString());
                    told.put("report", new RawValue(job.result()));
                    return told;
                })
                .orElseGet(() ->
                        Map.of("unknown", "no coverage job has looked at this rulebook since the daemon started"));
    }

    /** Of what was read; whatever else there is on the machine is none of its files. */
    private Answer file(String path) {
        String text = rules.get().texts().byPath().get(path);
        return text == null
                ? Answer.error(NOT_FOUND, "the rulebook in force has no such file; /api/rulebook lists those it has")
                : new Answer(OK, Map.of("path", path, "text", text));
    }
}
