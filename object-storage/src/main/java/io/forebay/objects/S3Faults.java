package io.forebay.objects;

import io.forebay.schemas.payload.PayloadStoreException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an S3 server refused, and what to do. */
final class S3Faults {

    private S3Faults() {}

    /**
     * @param action such as "read"
     * @param place such as "s3://bucket/key"
     */
    static PayloadStoreException of(String action, String place, SdkException cause) {
        return new PayloadStoreException(
                "cannot %s %s: %s".formatted(action, place, why(cause)), cause);
    }

    private static String why(SdkException cause) {
        if (!(cause instanceof AwsServiceException refused)) {
            return "the S3 server did not answer, or there are no credentials (s3.endpoint, s3.access-key-file): "
                    + cause.getMessage();
        }
        return switch (refused.statusCode()) {
            case 301, 307 -> "the bucket is in another region than s3.region says";
            case 401, 403 ->
                    "the S3 server refuses the credentials, or their policy lacks this action"
                            + code(refused);
            case 404 -> "it is not there" + code(refused);
            default -> "the S3 server answered %d%s".formatted(refused.statusCode(), code(refused));
        };
    }

    private static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? ""
                : " (%s)".formatted(refused.awsErrorDetails().errorCode());
    }
}
