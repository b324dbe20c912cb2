package io.quantum.governor.engine.demo;

/**
 * What a scene can use.
 *
 * @param plans publishes plans
 * @param redis sets what Redis knows
 * @param exchange sets what the exchange knows
 */
record Stage(Feeder plans, Props redis, Market exchange) {

    /** Publishes plans, one after the other; each waits for its decision. */
    void publish(SamplePlan... inOrder) {
        for (SamplePlan plan : inOrder) {
            plans.publish(plan);
        }
    }

    /** Clears away what a scene has set. */
    void clear() {
        redis.clear();
        exchange.restore();
    }
}
