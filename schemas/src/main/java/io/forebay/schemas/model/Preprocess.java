package io.forebay.schemas.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;

/** How a picture becomes the tensor {@code input}: {@code x = (v * scale - mean[c]) / std[c]}. */
public record Preprocess(
        String input,
        int width,
        int height,
        Resize resize,
        Anchor anchor,
        int pad,
        Channels channels,
        Layout layout,
        String datatype,
        double scale,
        List<Double> mean,
        List<Double> std) {

    public Preprocess {
        if (input == null) {
            throw new IllegalArgumentException("preprocess needs 'input', the tensor's name");
        }
        if (width < 1 || height < 1 || width > 8192 || height > 8192) {
            throw new IllegalArgumentException(
                    "width and height must be 1 to 8192, not %d x %d".formatted(width, height));
        }
        resize = resize == null ? Resize.STRETCH : resize;
        anchor = anchor == null ? Anchor.CENTER : anchor;
        channels = channels == null ? Channels.RGB : channels;
        layout = layout == null ? Layout.NCHW : layout;
        datatype = datatype == null ? "FP32" : datatype;
        scale = scale == 0 ? 1 : scale;
        mean = perChannel("mean", mean, channels, 0);
        std = perChannel("std", std, channels, 1);
    }

    private static List<Double> perChannel(
            String key, List<Double> values, Channels channels, double missing) {
        int count = channels == Channels.GRAY ? 1 : 3;
        if (values == null) {
            return Collections.nCopies(count, missing);
        }
        if (values.size() != count) {
            throw new IllegalArgumentException(
                    "%s must have %d values, one per channel, not %d"
                            .formatted(key, count, values.size()));
        }
        return List.copyOf(values);
    }

    /** How a picture of another size is fitted. */
    public enum Resize {
        /** Whole picture, proportions kept, the rest filled with {@code pad}. */
        LETTERBOX,
        /** Whole picture, proportions not kept. */
        STRETCH,
        /** Proportions kept, the shorter side fitted, the rest cut off evenly. */
        @JsonProperty("center-crop")
        CENTER_CROP
    }

    /** Where a letterboxed picture lies. */
    public enum Anchor {
        @JsonProperty("top-left")
        TOP_LEFT,
        CENTER
    }

    /** The order of colour channels. */
    public enum Channels {
        RGB,
        BGR,
        GRAY
    }

    /** The order of axes. */
    public enum Layout {
        NCHW,
        NHWC
    }
}
