#!/bin/sh
# Starts as a replica of the primary that Sentinel names, or of pod 0 when no Sentinel answers yet.
set -eu
primary=$(valkey-cli -h forebay-redis-sentinel -p 26379 --tls --cacert /tls/ca.crt sentinel get-master-addr-by-name forebay 2>/dev/null | head -n 1 || true)
[ -n "$primary" ] || primary="forebay-redis-0.$DOMAIN"
set -- /config/valkey.conf --replica-announce-ip "$HOSTNAME.$DOMAIN" --masteruser "$REDIS_USER" --masterauth "$REDIS_PASSWORD"
[ "$primary" = "$HOSTNAME.$DOMAIN" ] || set -- "$@" --replicaof "$primary 6379"
exec valkey-server "$@"
