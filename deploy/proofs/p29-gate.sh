#!/bin/sh
# Proves gate 0.5 (P2.9): a position above its enforced target is blocked; a target in shadow, stale or missing lets pass.
set -eu
. "$(dirname "$0")/proof.sh"

healthy "the governor" "$governor"

# target SYMBOL USD MODE AGE
target() {
  plant "quantum:allocation:target:$1" 60 target_usd "$2" mode "$3" timestamp "$(($(date +%s) - $4))" confidence 0.9
}

for name_of in gov_p29_checked_total gov_p29_block_total gov_p29_missing_total gov_p29_stale_total; do
  case $(page "$governor/metrics") in
    *"# TYPE $name_of counter"*) pass "the metric $name_of is there" ;;
    *) fail "the metric $name_of is there" ;;
  esac
done

# testnet looks at targets only when it is told to
testnet=$(metric "$governor" gov_testnet_p29_enabled)
looks=yes
if [ "$mode" = testnet ] && [ "$testnet" = 0 ]; then looks=''; fi

# counted WHAT METRIC: where the gate is asked, for this symbol
counted() {
  what=$1 counter=$2
  if [ -n "$looks" ]; then
    holds "$what" "$(metric "$governor" "$counter" "$symbol")" '>=' 1
  else
    holds "not in this mode: $what" "$(metric "$governor" "$counter" "$symbol")" == 0
  fi
}

new_symbol A
position "$symbol" 0.01 100
target "$symbol" 0.1 enforce 0
plan "$symbol" OPEN qty 0.01 kill_score 0.1
blocks "an open above an enforced target" p29_allocation_cap production
counted "it is counted as checked" gov_p29_checked_total
if [ -n "$block" ]; then
  is "its block names gate 0.5" 0.5 "$(field "$block" gate)"
  case $(redis XREVRANGE "${prefix}quantum:stream:governor.events" + - COUNT 50) in
    *P29_ALLOCATION_CAP_BLOCK*"$symbol"* | *"$symbol"*P29_ALLOCATION_CAP_BLOCK*) pass "an event tells of it" ;;
    *) fail "an event tells of it" ;;
  esac
fi
plan "$symbol" PARTIAL_50 kill_score 0.1
permitted "a close above an enforced target"

new_symbol B
position "$symbol" 0.01 100
target "$symbol" 1000 enforce 0
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open below an enforced target"

new_symbol C
position "$symbol" 0.01 100
target "$symbol" 0.1 shadow 0
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open above a target in shadow"

new_symbol D
position "$symbol" 0.01 100
target "$symbol" 0.1 enforce 900
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open above a target that is 15 minutes old"
counted "it is counted as stale" gov_p29_stale_total

new_symbol E
position "$symbol" 0.01 100
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open without a target"
counted "it is counted as missing" gov_p29_missing_total

summary
