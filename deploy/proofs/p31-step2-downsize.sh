#!/bin/sh
# Proves downsize hints (P3.1, step 2): in each permit, by efficiency, and never a block.
set -eu
. "$(dirname "$0")/proof.sh"

healthy "the governor" "$governor"

# efficiency SYMBOL SCORE CONFIDENCE AGE
efficiency() {
  plant "quantum:capital:efficiency:$1" 120 efficiency_score "$2" confidence "$3" ts "$(($(date +%s) - $4))" mode shadow version 1
}

# hint WHAT ACTION FACTOR REASON STALE
hint() {
  permitted "$1"
  is "$1: action" "$2" "$(field "$permit" eff_action)"
  is "$1: factor" "$3" "$(field "$permit" eff_factor)"
  is "$1: downsize factor" "$3" "$(field "$permit" downsize_factor)"
  is "$1: reason" "$4" "$(field "$permit" eff_reason)"
  is "$1: stale" "$5" "$(field "$permit" eff_stale)"
}

new_symbol LOW
position "$symbol" 0.01 100
efficiency "$symbol" 0.2 0.9 0
before=$(metric "$governor" p32_eff_apply_total low_score)
plan "$symbol" PARTIAL_50 kill_score 0.1
hint "low efficiency" DOWNSIZE 0.4444 ok 0
is "low efficiency: score" 0.2000 "$(field "$permit" eff_score)"
is "low efficiency: confidence" 0.900 "$(field "$permit" eff_confidence)"
is "low efficiency: extra cooldown" 96 "$(field "$permit" extra_cooldown_sec)"
holds "low efficiency: its size is not cut by the governor" "$(field "$permit" computed_qty)" == 0.005
holds "low efficiency: it is counted" "$(metric "$governor" p32_eff_apply_total low_score)" '>' "$before"

new_symbol HIGH
position "$symbol" 0.01 100
efficiency "$symbol" 0.9 0.9 0
plan "$symbol" PARTIAL_50 kill_score 0.1
hint "high efficiency" NONE 1.0000 ok 0

new_symbol NONE
position "$symbol" 0.01 100
plan "$symbol" PARTIAL_50 kill_score 0.1
hint "no efficiency" NONE 1.0000 missing_eff 0

new_symbol UNSURE
position "$symbol" 0.01 100
efficiency "$symbol" 0.2 0.5 0
plan "$symbol" PARTIAL_50 kill_score 0.1
hint "low confidence" NONE 1.0000 low_conf 0

new_symbol STALE
position "$symbol" 0.01 100
efficiency "$symbol" 0.2 0.9 7200
plan "$symbol" PARTIAL_50 kill_score 0.1
hint "stale efficiency" NONE 1.0000 stale_eff 1

summary
