package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.databind.util.RawValue;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.job.Job;
import io.quantum.governor.engine.serve.job.JobOrder;
import io.quantum.governor.engine.serve.job.Jobs;
import io.quantum.governor.engine.serve.job.Jobs.BusyException;
import io.quantum.governor.engine.serve.job.KnownRulebooks;
import io.quantum.governor.engine.serve.job.KnownRulebooks.Named;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import io.quantum.governor.loaders.redis.RedisFault;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/jobs}: what takes long, started and cancelled by operators, watched by everybody. A job changes nothing, so it
 * is no deed that goes on record; the log has its name.
 */
final class JobPage implements HttpHandler {
    /** Redis and the archive are asked for them, and each open page asks. */
    private static final Duration NAMED_LAST = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final Jobs jobs;
    private final KnownRulebooks rulebooks;
    private final JobOrders orders;
    private final Clock clock;
    private List<Named> named = List.of();
    private Instant namedUntil = Instant.EPOCH;

    JobPage(Sessions sessions, Jobs jobs, KnownRulebooks rulebooks, JobOrders orders, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.rulebooks = rulebooks;
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        HttpPages.answer(exchange, answer(exchange));
    }

    private Answer answer(HttpServerExchange exchange) throws IOException {
        String id = exchange.getRelativePath().replaceFirst("^/", "");
        HttpString method = exchange.getRequestMethod();
        try {
            if (id.isEmpty()) {
                return method.equals(Methods.POST) ? start(exchange) : listed(method);
            }
            if (method.equals(Methods.DELETE)) {
                String by = sessions.operator(exchange).name();
                return cancelled(jobs.cancel(id, by));
            }
            return method.equals(Methods.GET)
                    ? jobs.find(id)
                            .map(job -> new Answer(StatusCodes.OK, whole(job)))
                            .orElseGet(JobPage::gone)
                    : other();
        } catch (RefusedException e) {
            return e.answer();
        }
    }

    private Answer listed(HttpString method) {
        return method.equals(Methods.GET)
                ? new Answer(
                        StatusCodes.OK,
                        Map.of(
                                "jobs", jobs.all().stream().map(Job::told).toList(),
                                "rulebooks", named()))
                : other();
    }

    private synchronized List<Named> named() {
        Instant now = clock.instant();
        if (!now.isBefore(namedUntil) || now.isBefore(namedUntil.minus(NAMED_LAST))) {
            named = rulebooks.all();
            namedUntil = clock.instant().plus(NAMED_LAST);
        }
        return named;
    }

    private static Answer other() {
        return Answer.error(
                StatusCodes.METHOD_NOT_ALLOWED,
                "POST /api/jobs starts a job, GET shows it, DELETE /api/jobs/ID cancels it");
    }

    private Answer start(HttpServerExchange exchange) throws IOException, RefusedException {
        String by = sessions.operator(exchange).name();
        try {
            JobOrder order = orders.of(SessionPage.body(exchange));
            return new Answer(StatusCodes.ACCEPTED, jobs.start(order, by).told());
        } catch (IllegalArgumentException | ReleaseException | RulebookException e) {
            return Answer.error(StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (BusyException e) {
            return Answer.error(StatusCodes.CONFLICT, String.valueOf(e.getMessage()));
        } catch (RedisException e) {
            return Answer.error(StatusCodes.SERVICE_UNAVAILABLE, "Redis does not answer: " + RedisFault.words(e));
        } catch (ArchiveException e) {
            return Answer.error(StatusCodes.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answer.error(
                    StatusCodes.INTERNAL_SERVER_ERROR, "the job could not be started: " + FileFault.words(e));
        }
    }

    private static Answer cancelled(Optional<Job> job) {
        return job.map(j -> j.state() == Job.State.cancelled
                        ? new Answer(StatusCodes.OK, whole(j))
                        : Answer.error(StatusCodes.CONFLICT, "this job has ended already: " + j.state()))
                .orElseGet(JobPage::gone);
    }

    private static Answer gone() {
        return Answer.error(
                StatusCodes.NOT_FOUND, "no such job is known here; only the last few are kept, until the daemon ends");
    }

    private static Map<String, Object> whole(Job job) {
        Map<String, Object> told = new LinkedHashMap<>(job.told());
        if (!job.result().isEmpty()) {
            told.put("result", new RawValue(job.result()));
        }
        return told;
    }
}
