package io.forebay.standalone;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** The broker's own authorizer, which remembers what was asked for. Made by the broker. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    private static final Set<Access> SEEN = ConcurrentHashMap.newKeySet();

    /**
     * What a principal asked for.
     *
     * @param principal its name, without {@code User:}
     */
    record Access(
            String principal,
            ResourceType type,
            String name,
            AclOperation operation,
            boolean allowed) {}

    /** Of all principals so far. */
    static Set<Access> seen() {
        return Set.copyOf(SEEN);
    }

    @Override
    public List<AuthorizationResult> authorize(
            AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
            // A question whose denial is not logged is one of several ways to be allowed.
            if (allowed || action.logIfDenied()) {
                SEEN.add(
                        new Access(
                                context.principal().getName(),
                                action.resourcePattern().resourceType(),
                                action.resourcePattern().name(),
                                action.operation(),
                                allowed));
            }
        }
        return results;
    }
}
