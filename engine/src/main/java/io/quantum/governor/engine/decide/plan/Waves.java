package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.PlanEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Splits a batch so that no two plans of one symbol are judged by the same state. */
final class Waves {
    private Waves() {}

    /** The n-th plan of each symbol goes into the n-th wave; order is kept. */
    static List<List<PlanEntry.Judgeable>> of(List<PlanEntry.Judgeable> plans) {
        List<List<PlanEntry.Judgeable>> waves = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (PlanEntry.Judgeable plan : plans) {
            int wave = seen.merge(plan.plan().symbol(), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(plan);
        }
        return waves;
    }
}
