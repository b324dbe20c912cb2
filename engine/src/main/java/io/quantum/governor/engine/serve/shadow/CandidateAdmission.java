package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says which candidates may judge live plans: those that might decide, since their rules run in the same process.
 *
 * @param admission the steps that a rulebook takes before it decides
 * @param keys whose signatures count; empty when nothing need be signed
 */
public record CandidateAdmission(Admission admission, Supplier<Optional<TrustedKeys>> keys) {

    /**
     * Takes a candidate through every step.
     *
     * @throws RefusedException at the first step that fails
     */
    ActiveRules admit(Candidate candidate, CandidateStore store) {
        ActiveRules rules = admit(files(candidate, store), candidate.from(), admission);
        if (!rules.rulebook().digest().equals(candidate.digest())
                || !rules.title().equals(candidate.title())) {
            throw new RefusedException(
                    Step.SIGNATURE,
                    "what Redis holds is " + rules.title() + " and not what was announced; run governor shadow again");
        }
        return rules;
    }

    /**
     * Takes files through every step.
     *
     * @param from where they come from, for people
     * @throws RefusedException at the first step that fails
     */
    public static ActiveRules admit(ReleaseFiles files, String from, Admission admission) {
        return admission.admit(files.rulebook(from)).rules();
    }

    private ReleaseFiles files(Candidate candidate, CandidateStore store) {
        try {
            return store.files(candidate, keys.get());
        } catch (ReleaseException e) {
            throw new RefusedException(Step.SIGNATURE, String.valueOf(e.getMessage()));
        } catch (RulebookException e) {
            throw new RefusedException(Step.READ, String.valueOf(e.getMessage()));
        }
    }
}
