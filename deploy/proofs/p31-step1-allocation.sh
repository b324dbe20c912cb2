#!/bin/sh
# Proves proposals of allocation targets (P3.1, step 1): by efficiency, in shadow, and never a target itself.
set -eu
. "$(dirname "$0")/proof.sh"

healthy "the allocation proposer" "$allocation"

# target SYMBOL
target() {
  plant "quantum:allocation:target:$1" 120 target_usd 1000 mode shadow timestamp "$(date +%s)" confidence 0.9
}

# efficiency SYMBOL SCORE CONFIDENCE AGE
efficiency() {
  plant "quantum:capital:efficiency:$1" 120 efficiency_score "$2" confidence "$3" ts "$(($(date +%s) - $4))" mode shadow version 1
}

new_symbol HIGH && high=$symbol && target "$high" && efficiency "$high" 0.9 0.9 0
new_symbol LOW && low=$symbol && target "$low" && efficiency "$low" 0.3 0.9 0
new_symbol NONE && none=$symbol && target "$none"
new_symbol UNSURE && unsure=$symbol && target "$unsure" && efficiency "$unsure" 0.9 0.5 0
new_symbol STALE && stale=$symbol && target "$stale" && efficiency "$stale" 0.9 0.9 7200

of() {
  redis HGET "${prefix}quantum:allocation:target:proposed:$1" "$2"
}

all_proposed() {
  for one in $high $low $none $unsure $stale; do
    [ "$(redis EXISTS "${prefix}quantum:allocation:target:proposed:$one")" = 1 ] || return 1
  done
}

if until_so all_proposed; then
  pass "each symbol with a target gets a proposal within two cycles"
else
  fail "each symbol with a target gets a proposal within two cycles"
fi

is "high efficiency: reason" ok "$(of "$high" reason)"
holds "high efficiency: multiplier above 1" "$(of "$high" multiplier)" '>' 1
holds "high efficiency: more than the target is proposed" "$(of "$high" proposed_target)" '>' 1000
is "low efficiency: reason" ok "$(of "$low" reason)"
holds "low efficiency: multiplier below 1" "$(of "$low" multiplier)" '<' 1
holds "low efficiency: less than the target is proposed" "$(of "$low" proposed_target)" '<' 1000
unchanged() { # WHAT SYMBOL REASON
  is "$1: reason" "$3" "$(of "$2" reason)"
  holds "$1: multiplier 1" "$(of "$2" multiplier)" == 1
  holds "$1: the target is proposed as it is" "$(of "$2" proposed_target)" == 1000
}
unchanged "no efficiency" "$none" missing_eff
unchanged "low confidence" "$unsure" low_conf
unchanged "stale efficiency" "$stale" stale_eff
is "stale efficiency: said so" 1 "$(of "$stale" eff_stale)"
for one in $high $low; do
  is "$one: mode is shadow" shadow "$(of "$one" mode)"
  is "$one: the target itself is as it was" 1000 "$(redis HGET "${prefix}quantum:allocation:target:$one" target_usd)"
  ttl=$(redis TTL "${prefix}quantum:allocation:target:proposed:$one")
  holds "$one: the proposal ends within 600 s" "$ttl" '<=' 600
  holds "$one: the proposal does end" "$ttl" '>' 0
done
case $(redis XREVRANGE "${prefix}quantum:stream:allocation.target.proposed" + - COUNT 200) in
  *"$high"*) pass "the stream tells of it" ;;
  *) fail "the stream tells of it" ;;
esac
holds "cycles are counted" "$(metric "$allocation" p29_shadow_loops_total)" '>=' 1

summary
