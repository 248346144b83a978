package io.forebay.ingest.http;

import io.forebay.ingest.auth.ApiKey;
import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.auth.Caller;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.problem.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose jobs are read: the caller's own, or those of the tenant that an operator names. Operators
 * are those that the configuration names; where it names nobody, nobody reads what is another's.
 */
record Whose(AuthConfig auth) {

    private static final Logger LOG = LoggerFactory.getLogger(Whose.class);
    private static final String TENANT = "tenant";

    /**
     * The tenant whose jobs are asked for.
     *
     * @throws RefusedException when it is another's and the caller is no operator
     */
    String tenant(Call call) {
        String tenant = call.query(TENANT).orElse(call.tenant());
        if (tenant.equals(call.tenant())) {
            return tenant;
        }
        if (!isOperator(call.caller())) {
            throw new RefusedException(
                    ProblemCode.FORBIDDEN,
                    "jobs of other tenants are read by the operators of the installation");
        }
        if (!ApiKey.isTenant(tenant)) {
            throw Paging.refused(TENANT, "expected letters, digits, '.', '_' and '-'");
        }
        // For whoever looks into it later.
        LOG.atInfo()
                .addKeyValue("tenant", tenant)
                .addKeyValue("by", call.tenant())
                .addKeyValue("byKey", call.caller().key())
                .log("an operator reads jobs of another tenant");
        return tenant;
    }

    boolean isOperator(Caller caller) {
        return caller.scopes().contains(Scope.OPERATE)
                && auth.operators().contains(caller.tenant());
    }
}
