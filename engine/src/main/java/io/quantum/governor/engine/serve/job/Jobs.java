package io.quantum.governor.engine.serve.job;

import io.quantum.governor.engine.record.archive.ArchiveUrl;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs, one at a time, and keeps the last few until the daemon ends. Safe for use by many threads. */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int MOST_KEPT = 8;

    private final Optional<ArchiveUrl> archive;
    private final Clock clock;
    /** The newest first. */
    private final List<Job> kept = new ArrayList<>();

    private @Nullable JobProcess process;
    private @Nullable Thread waiter;
    private boolean closed;

    /** A job runs already, or none may begin any more. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1;

        BusyException(String message) {
            super(message);
        }
    }

    /** @param archive what jobs read; empty when records stay in Redis */
    public Jobs(Optional<ArchiveUrl> archive, Clock clock) {
        this.archive = archive;
        this.clock = clock;
        JobDirectory.sweep();
    }

    /**
     * Starts a job.
     *
     * @param by who wants it
     * @throws BusyException while another one runs
     * @throws IOException when its process can't be started
     */
    public synchronized Job start(JobOrder order, String by) throws BusyException, IOException {
        if (closed) {
            throw new BusyException("the daemon ends");
        }
        Optional<Job> running = running();
        if (running.isPresent()) {
            throw new BusyException("a job runs already: " + running.get().what() + ", started by "
                    + running.get().by() + "; wait for its end, or cancel it");
        }
        JobDirectory directory = new JobDirectory(order.rulebooks());
        JobProcess started;
        try {
            started = JobProcess.start(order, directory.rulebooks(), archive);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
        Job job = new Job(
                UUID.randomUUID().toString(),
                order.kind(),
                order.what(),
                order.digest(),
                by,
                started.pid(),
                clock.instant(),
                Instant.EPOCH,
                Job.State.running,
                "",
                "",
                "");
        kept.add(0, job);
        if (kept.size() > MOST_KEPT) {
            kept.remove(MOST_KEPT);
        }
        process = started;
        Thread wait = new Thread(() -> await(job.id(), started, directory), "job");
        wait.setDaemon(true);
        wait.start();
        waiter = wait;
        LOG.info("{} has started a job: {}", by, order.what());
        return job;
    }

    private void await(String id, JobProcess started, JobDirectory directory) {
        try (directory) {
            String result = started.result(step -> change(id, job -> job.at(step)));
            change(id, job -> job.ended(clock.instant(), Job.State.done, result, ""));
        } catch (IOException e) {
            change(id, job -> job.ended(clock.instant(), Job.State.failed, "", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            started.end();
            Thread.currentThread().interrupt();
        }
    }

    /** What has ended does not change any more. */
    private synchronized void change(String id, UnaryOperator<Job> how) {
        kept.replaceAll(job -> job.id().equals(id) && job.state() == Job.State.running ? how.apply(job) : job);
    }

    private Optional<Job> running() {
        return kept.stream().filter(job -> job.state() == Job.State.running).findFirst();
    }

    /**
     * Ends a job that runs.
     *
     * @return how it stands then; empty when there is none with this id
     */
    public synchronized Optional<Job> cancel(String id, String by) {
        JobProcess running = process;
        if (running != null && running().filter(job -> job.id().equals(id)).isPresent()) {
            change(id, job -> job.ended(clock.instant(), Job.State.cancelled, "", "cancelled by " + by));
            running.end();
        }
        return find(id);
    }

    /** One of those that are kept. */
    public synchronized Optional<Job> find(String id) {
        return kept.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** Those that are kept, the newest first. */
    public synchronized List<Job> all() {
        return List.copyOf(kept);
    }

    /** The newest job of a kind about a rulebook that has come to its end, among those that are kept. */
    public synchronized Optional<Job> last(JobOrder.Kind kind, String digest) {
        return kept.stream()
                .filter(job -> job.kind() == kind
                        && job.state() == Job.State.done
                        && job.digest().equals(digest))
                .findFirst();
    }

    /** Ends the one that runs. */
    @Override
    public void close() {
        Thread wait;
        synchronized (this) {
            closed = true;
            running().ifPresent(job -> cancel(job.id(), "the daemon, which ends"));
            wait = waiter;
        }
        try {
            if (wait != null) {
                wait.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
