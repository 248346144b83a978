package io.forebay.manifests.trigger;

/**
 * One parameter of a trigger.
 *
 * @param fromEnvironment whether {@code <name>FromEnv} may stand for it
 */
record Parameter(String name, ValueType type, boolean required, boolean fromEnvironment) {

    static Parameter required(String name, ValueType type) {
        return new Parameter(name, type, true, false);
    }

    static Parameter optional(String name, ValueType type) {
        return new Parameter(name, type, false, false);
    }

    Parameter orFromEnvironment() {
        return new Parameter(name, type, required, true);
    }
}
