package io.quantum.governor.lab.demo;

/**
 * A situation and the plans that meet it.
 *
 * @param gate the gate it is about; it is played only where the apply mode asks that gate. Empty: always
 * @param sentence the situation in plain words
 * @param script sets the stage and publishes
 */
record Scene(String gate, String sentence, Script script) {

    /** What happens in a scene. Whatever it sets is cleared away afterwards. */
    interface Script {
        void play(Stage stage);
    }
}
