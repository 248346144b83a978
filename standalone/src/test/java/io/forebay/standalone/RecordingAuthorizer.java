package io.forebay.standalone;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which remembers what it was asked and what it said. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** Brokers make their authorizers themselves, by name: there is no other way to this one. */
    private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

    /**
     * What somebody wanted to do.
     *
     * @param request by which, such as {@code FETCH}
     * @param counts false where the broker only looks whether to show something, or whether the
     *     right to something else has to do: then a no is no refusal
     */
    record Asked(
            String user,
            ApiKeys request,
            AclOperation operation,
            ResourceType type,
            String name,
            boolean allowed,
            boolean counts) {

        @Override
        public String toString() {
            return "%s: %s on %s %s, by %s".formatted(user, operation, type, name, request);
        }
    }

    static void forget() {
        ASKED.clear();
    }

    /** What was asked since, each once; what super users ask is left out. */
    static Set<Asked> asked() {
        return Set.copyOf(ASKED);
    }

    @Override
    public List<AuthorizationResult> authorize(
            AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        String user = context.principal().getName();
        if (!user.equals(SecuredServers.SUPER_USER)) {
            for (int i = 0; i < actions.size(); i++) {
                Action action = actions.get(i);
                ASKED.add(
                        new Asked(
                                user,
                                ApiKeys.forId(context.requestType()),
                                action.operation(),
                                action.resourcePattern().resourceType(),
                                action.resourcePattern().name(),
                                results.get(i) == AuthorizationResult.ALLOWED,
                                action.logIfDenied()));
            }
        }
        return results;
    }
}
