package io.forebay.manifests.finding;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Place;

/**
 * One thing that is wrong.
 *
 * @param object what it is wrong with, such as {@code Deployment/forebay-ingest}
 * @param rule the rule's name
 * @param message what was found, what was expected, what to do
 */
public record Finding(Place place, String object, String rule, String message) {

    public static Finding at(Field field, String rule, String message) {
        return new Finding(field.place(), field.manifest().toString(), rule, message);
    }

    @Override
    public String toString() {
        return "%s: %s: %s [%s]".formatted(place, object, message, rule);
    }
}
