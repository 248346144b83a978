#!/bin/sh
# Sentinel writes what it learns into its file, so it gets a copy of its own.
set -eu
cp /config/sentinel.conf /tmp/sentinel.conf
{
    echo "sentinel announce-ip $HOSTNAME.$DOMAIN"
    echo "sentinel monitor forebay forebay-redis-0.$DOMAIN 6379 2"
    echo "sentinel auth-user forebay $REDIS_USER"
    echo "sentinel auth-pass forebay $REDIS_PASSWORD"
    echo "sentinel down-after-milliseconds forebay 5000"
    echo "sentinel failover-timeout forebay 15000"
} >>/tmp/sentinel.conf
exec valkey-sentinel /tmp/sentinel.conf
