package io.forebay.manifests.render;

/** Manifests that cannot be rendered, and why. */
public final class RenderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RenderException(String message) {
        super(message);
    }
}
