package io.forebay.objects;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an object: {@code s3://bucket/key} or {@code file:/absolute/path}, taken as it is
 * written. Nothing is decoded, and names that other software may read otherwise are none: no {@code
 * .}, {@code ..} or empty part, no {@code %}, {@code ?}, {@code #}, {@code \} or control character.
 *
 * @param bucket empty for a file
 * @param key without the first slash
 */
public record ObjectUrl(String bucket, String key) {

    static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

    private static final Pattern S3 = Pattern.compile("s3://(" + BUCKET + ")/(.*)");
    private static final Pattern FILE = Pattern.compile("file:(?://)?/(.*)");
    private static final Pattern PART = Pattern.compile("[^/%?#\\\\\\p{Cntrl}]+");
    private static final int MOST_CHARACTERS = 1024;

    /** The object of a text; empty when it names none. */
    public static Optional<ObjectUrl> parse(String text) {
        Matcher s3 = S3.matcher(text);
        Matcher file = FILE.matcher(text);
        return s3.matches()
                ? of(s3.group(1), s3.group(2))
                : file.matches() ? of("", file.group(1)) : Optional.empty();
    }

    boolean isFile() {
        return bucket.isEmpty();
    }

    /** Whether the root, which ends with a slash, holds this. */
    boolean isIn(String root) {
        return toString().startsWith(root) && toString().length() > root.length();
    }

    private static Optional<ObjectUrl> of(String bucket, String key) {
        if (key.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        for (String part : key.split("/", -1)) {
            if (part.equals(".") || part.equals("..") || !PART.matcher(part).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new ObjectUrl(bucket, key));
    }

    @Override
    public String toString() {
        return isFile() ? "file:/" + key : "s3://" + bucket + "/" + key;
    }
}
