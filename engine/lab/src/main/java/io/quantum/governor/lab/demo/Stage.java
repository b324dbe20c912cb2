package io.quantum.governor.lab.demo;

import io.quantum.governor.loaders.sandbox.SimulatedHeatGate;

/**
 * What a scene can use.
 *
 * @param plans publishes plans
 * @param redis sets what Redis knows
 * @param exchange sets what the exchange knows
 * @param heat sets how hot the portfolio is
 * @param operator looks after the executor
 */
record Stage(Feeder plans, Props redis, Market exchange, SimulatedHeatGate heat, Operator operator) {

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
