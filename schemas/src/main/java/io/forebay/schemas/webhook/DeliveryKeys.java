package io.forebay.schemas.webhook;

import io.forebay.schemas.id.JobId;

/** The keys of {@code forebay.deliveries}. */
public final class DeliveryKeys {

    private static final String OPEN = "d/";

    private DeliveryKeys() {}

    /** Of a delivery that is owed. */
    public static String open(String deliveryId) {
        return OPEN + deliveryId;
    }

    /** Of a callback that was attached; a later one replaces it. */
    public static String attachment(JobId job) {
        return "c/" + job.text();
    }

    /**
     * Of a wish for redelivery.
     *
     * @param deliveryId empty for all
     */
    public static String redelivery(JobId job, String deliveryId) {
        return "r/" + job.text() + "/" + deliveryId;
    }

    public static boolean isOpen(String key) {
        return key.startsWith(OPEN);
    }
}
