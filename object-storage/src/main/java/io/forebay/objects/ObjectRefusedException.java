package io.forebay.objects;

/** An object that a tenant named is none, is not the tenant's, or is not there. */
public final class ObjectRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    ObjectRefusedException(String why) {
        super(why);
        this.why = why;
    }

    /** To be said to the tenant, behind what named it. */
    public String why() {
        return why;
    }
}
