#!/bin/sh
# Proves the governor: permits, blocks with their reasons, limits, one decision a plan.
set -eu
. "$(dirname "$0")/proof.sh"

healthy "the governor" "$governor"
case $mode in
  production | testnet | dry_run) pass "it knows its apply mode: $mode" ;;
  *) fail "it knows its apply mode: '$mode'" ;;
esac

# a permit
new_symbol A
position "$symbol" 0.01 100
allowed=$(metric "$governor" quantum_govern_allow_total "$symbol")
plan "$symbol" PARTIAL_50 kill_score 0.2
permitted "half of a position closed"
is "its permit is for this plan" "$plan_id" "$(field "$permit" plan_id)"
is "its permit is for this symbol" "$symbol" "$(field "$permit" symbol)"
holds "its quantity is half of the position" "$(field "$permit" computed_qty)" == 0.005
holds "its notional is quantity times price" "$(field "$permit" computed_notional)" == 0.5
is "it is not consumed" false "$(field "$permit" consumed)"
key=${prefix}quantum:permit:$plan_id
ttl=$(redis TTL "$key")
holds "it lives 60 s at most" "$ttl" '<=' 60
holds "it does end" "$ttl" '>' 0
[ -n "$(redis GETDEL "$key")" ] && pass "it can be taken" || fail "it can be taken"
is "it can be taken once" '' "$(redis GETDEL "$key")"
holds "it is counted" "$(metric "$governor" quantum_govern_allow_total "$symbol")" '>' "$allowed"

# a plan id is decided once
again_plan "$plan_id" "$symbol" PARTIAL_50 kill_score 0.2
is "the same plan id again gets no second permit" nothing "$(outcome)"

# three permits within the hour, none of them within five minutes
new_symbol B
position "$symbol" 0.01 100
now=$(date +%s)
redis LPUSH "${prefix}quantum:governor:exec:$symbol" $((now - 1500)) $((now - 1400)) $((now - 1300)) >/dev/null
redis EXPIRE "${prefix}quantum:governor:exec:$symbol" 60 >/dev/null
plan "$symbol" PARTIAL_25 kill_score 0.2
blocks "a fourth plan within the hour" hourly_limit_exceeded production
if [ -n "$block" ]; then
  is "its block names gate 2" 2 "$(field "$block" gate)"
  ttl=$(redis TTL "${prefix}quantum:governor:block:$plan_id")
  holds "its block lives an hour at most" "$ttl" '<=' 3600
  holds "its block does end" "$ttl" '>' 0
  is "a blocked plan has no permit" 0 "$(redis EXISTS "${prefix}quantum:permit:$plan_id")"
fi

# the day's limit in USD
new_symbol C
position "$symbol" 0.01 100
redis SET "${prefix}quantum:governor:daily:$symbol:$(date -u +%Y-%m-%d)" 999999999 EX 60 >/dev/null
plan "$symbol" PARTIAL_25 kill_score 0.2
blocks "a close when the day's USD are used up" daily_limit_exceeded production

# the kill score
new_symbol D
position "$symbol" 0.01 100
plan "$symbol" OPEN qty 0.001 kill_score 1
blocks "an open at a kill score of 1" kill_score_critical_non_close production
plan "$symbol" FULL_CLOSE_PROPOSED kill_score 1
permitted "a close at a kill score of 1"

# what can't be read
new_symbol E
plan "$symbol" PARTIAL_25 kill_score high
is "a plan whose kill score is no number is blocked as malformed_plan" malformed_plan "$(outcome)"

summary
