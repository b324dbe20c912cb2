#!/bin/sh
# Proves gate 0 (P2.8): a symbol over its budget is blocked where budgets are enforced, never where they are in shadow.
set -eu
. "$(dirname "$0")/proof.sh"

healthy "the governor" "$governor"

# budget SYMBOL MODE AGE: as the budget engine writes it, for a symbol without a position, which it leaves alone
budget() {
  plant "quantum:portfolio:budget:$1" 60 symbol "$1" budget_usd 500 stress_factor 0.5 mode "$2" \
    timestamp "$(($(date +%s) - $3))" base_risk_pct 0.02
}

violation() {
  redis XADD "${prefix}quantum:stream:budget.violation" MAXLEN '~' 1000 '*' json "{\"event_type\":\"budget.violation\",\"symbol\":\"$1\",\
\"position_notional\":900,\"budget_usd\":500,\"over_budget\":400,\"mode\":\"$2\",\"timestamp\":$(date +%s)}" >/dev/null
}

new_symbol A
position "$symbol" 0 100
budget "$symbol" enforce 0
violation "$symbol" enforce
plan "$symbol" OPEN qty 0.01 kill_score 0.1
blocks "an open of a symbol over its enforced budget" p28_budget_violation production
[ -z "$block" ] || is "its block names gate 0" 0 "$(field "$block" gate)"

new_symbol B
position "$symbol" 0.01 100
budget "$symbol" enforce 0
violation "$symbol" enforce
plan "$symbol" PARTIAL_50 kill_score 0.1
permitted "a close of a symbol over its enforced budget"

new_symbol C
position "$symbol" 0 100
budget "$symbol" shadow 0
violation "$symbol" shadow
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open of a symbol over its budget in shadow"

new_symbol D
position "$symbol" 0 100
budget "$symbol" enforce 600
violation "$symbol" enforce
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open of a symbol whose budget is ten minutes old"

new_symbol E
position "$symbol" 0 100
budget "$symbol" enforce 0
plan "$symbol" OPEN qty 0.01 kill_score 0.1
permitted "an open of a symbol within its budget"

summary
