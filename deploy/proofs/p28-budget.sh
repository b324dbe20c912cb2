#!/bin/sh
# Proves portfolio budgets (P2.8): worked out for a position in each cycle, checked, and gone when there is nothing to budget.
set -eu
. "$(dirname "$0")/proof.sh"

healthy "the budget engine" "$budgets"
is_enforced=$(metric "$budgets" p28_enforce_mode)
case $is_enforced in
  0) written=shadow ;;
  *) written=enforce ;;
esac

new_symbol A
budget=${prefix}quantum:portfolio:budget:$symbol
has_budget() {
  # positions are believed while they are fresh
  position "$symbol" 0.01 100
  [ "$(redis EXISTS "$budget")" = 1 ]
}
if [ "$(redis EXISTS "${prefix}quantum:state:portfolio")" = 0 ]; then
  # an equity that is made up would give budgets to real symbols
  skip "budgets: there is no quantum:state:portfolio, so there are none; start what writes it, and prove again"
elif until_so has_budget; then
  pass "a symbol with a position gets a budget within two cycles"
  usd=$(redis HGET "$budget" budget_usd)
  holds "it is above 0" "$usd" '>' 0
  is "it is for this symbol" "$symbol" "$(redis HGET "$budget" symbol)"
  is "it says in which mode" "$written" "$(redis HGET "$budget" mode)"
  stress=$(redis HGET "$budget" stress_factor)
  holds "its stress is 0 at least" "$stress" '>=' 0
  holds "its stress is 1 at most" "$stress" '<=' 1
  holds "it is of now" "$(($(date +%s) - $(redis HGET "$budget" timestamp | cut -d. -f1)))" '<=' 30
  ttl=$(redis TTL "$budget")
  holds "it lives 60 s at most" "$ttl" '<=' 60
  holds "it does end" "$ttl" '>' 0
  is "the page shows the same" "$usd" "$(field "$(page "$budgets/budget/$symbol")" budget_usd)"
  over=$(post "$budgets/budget/check?symbol=$symbol&position_notional=999999999")
  is "a position far above it is a violation" true "$(field "$over" violation)"
  is "the check says why" p28_budget_violation "$(field "$over" reason)"
  within=$(post "$budgets/budget/check?symbol=$symbol&position_notional=1")
  is "a position of 1 USD is none" within_budget "$(field "$within" reason)"
  holds "it is counted" "$(metric "$budgets" p28_budget_computed_total "$symbol")" '>=' 1
else
  fail "a symbol with a position gets a budget within two cycles"
fi

new_symbol B
none=$(post "$budgets/budget/check?symbol=$symbol&position_notional=999999999")
is "without a budget nothing is a violation" budget_missing "$(field "$none" reason)"

summary
