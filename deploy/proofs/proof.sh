# What the proofs have in common; read by each of them, not run.
#
# A proof asks an installation that runs: REDIS_HOST REDIS_PORT REDIS_PASSWORD, GOVERNOR_HOST and METRICS_PORT BUDGET_PORT
# ALLOCATION_PORT say where, GOV_KEY_PREFIX in which cell. It needs redis-cli and curl. It writes keys of symbols that only it
# uses, and takes them away again; should it be killed, they end by themselves. Its plans stand in the executor's stream like
# any other, so stop the executor before: it would take the permits that a proof waits for.

name=$(basename "$0" .sh)
for other in REDIS_URL REDIS_DB STREAM_PLANS; do
  eval "said=\${$other:-}"
  case $other=$said in
    REDIS_DB=0 | *=) ;;
    *)
      echo "$name: a proof does not know $other; it asks REDIS_HOST, REDIS_PORT, REDIS_PASSWORD, database 0" >&2
      exit 1
      ;;
  esac
done
redis_host=${REDIS_HOST:-localhost}
redis_port=${REDIS_PORT:-6379}
host=${GOVERNOR_HOST:-127.0.0.1}
governor=http://$host:${METRICS_PORT:-8044}
budgets=http://$host:${BUDGET_PORT:-8049}
allocation=http://$host:${ALLOCATION_PORT:-8065}
prefix=${GOV_KEY_PREFIX:-}
# seconds until a decision must be there, and until two cycles have passed
patience=${PROOF_PATIENCE_SEC:-10}
cycles=${PROOF_CYCLES_SEC:-30}

passed=0 failed=0 plans=0
run=$(date +%s)$$
symbols=''
plan_ids=''

for program in redis-cli curl; do
  command -v "$program" >/dev/null 2>&1 || {
    echo "$name: $program is not installed; apt-get install redis-tools curl" >&2
    exit 1
  }
done

if [ -n "${REDIS_PASSWORD:-}" ]; then
  export REDISCLI_AUTH="$REDIS_PASSWORD"
fi

redis() {
  redis-cli -h "$redis_host" -p "$redis_port" "$@" 2>&1
}

[ "$(redis PING)" = PONG ] || {
  echo "$name: no Redis answers at $redis_host:$redis_port; set REDIS_HOST, REDIS_PORT, REDIS_PASSWORD" >&2
  exit 1
}

pass() {
  passed=$((passed + 1))
  echo "PASS  $*"
}

fail() {
  failed=$((failed + 1))
  echo "FAIL  $*"
}

# is WHAT EXPECTED FOUND
is() {
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1: expected '$2', found '$3'"; fi
}

# holds WHAT NUMBER OPERATOR NUMBER
holds() {
  if awk "BEGIN { exit !(\"$2\" != \"\" && $2 + 0 $3 $4 + 0) }" 2>/dev/null; then pass "$1"; else fail "$1: $2 is not $3 $4"; fi
}

# a symbol of this run alone: sets $symbol
new_symbol() {
  symbol=PROOF$run$1USDT
  symbols="$symbols $symbol"
}

# field JSON NAME
field() {
  printf '%s' "$1" | sed -n "s/.*\"$2\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# post URL
post() {
  curl -sS --max-time 5 -X POST "$1" 2>&1 || :
}

page() {
  curl -fsS --max-time 5 "$1" 2>&1 || :
}

# a metric's value, summed over its samples whose labels hold a text: metric URL NAME [TEXT]
metric() {
  page "$1/metrics" | awk -v name="$2" -v text="${3:-}" '
    index($1, name "{") == 1 || $1 == name { if (text == "" || index($1, text) > 0) { sum += $2; found = 1 } }
    /^#/ { answered = 1 }
    END { if (found) print sum; else if (answered) print 0 }'
}

# plant KEY SECONDS FIELD VALUE...: a hash that ends by itself, whatever becomes of this proof
plant() {
  planted=${prefix}$1
  shift
  redis EVAL "redis.call('HSET', KEYS[1], unpack(ARGV, 2)) redis.call('EXPIRE', KEYS[1], ARGV[1])" 1 "$planted" "$@" >/dev/null
}

# position SYMBOL QUANTITY PRICE: for less time than a governor believes one, so that none grows stale
position() {
  plant "quantum:position:snapshot:$1" 25 position_amt "$2" mark_price "$3" ts_epoch "$(date +%s)"
}

# plan SYMBOL ACTION [FIELD VALUE]...: publishes one, and sets $permit or $block to what came of it within $patience
plan() {
  plans=$((plans + 1))
  plan_id=proof-$run-$plans
  again_plan "$plan_id" "$@"
}

again_plan() {
  plan_id=$1 of=$2 action=$3
  shift 3
  plan_ids="$plan_ids $plan_id"
  permit='' block=''
  redis XADD "${prefix}quantum:stream:apply.plan" '*' plan_id "$plan_id" symbol "$of" action "$action" decision EXECUTE \
    timestamp "$(date +%s)" "$@" >/dev/null
  waited=0
  while [ "$waited" -lt $((patience * 10)) ]; do
    permit=$(redis GET "${prefix}quantum:permit:$plan_id")
    block=$(redis GET "${prefix}quantum:governor:block:$plan_id")
    [ -z "$permit$block" ] || return 0
    waited=$((waited + 1))
    sleep 0.1
  done
}

# what came of the last plan: permit, the reason of a block, or nothing
outcome() {
  if [ -n "$permit" ]; then
    [ "$(field "$permit" granted)" = true ] && echo permit || echo 'a permit that is not granted'
  elif [ -n "$block" ]; then
    field "$block" reason
  else
    echo 'nothing'
  fi
}

mode=$(field "$(page "$governor/health")" mode)

# blocks WHAT REASON MODE...: the last plan is blocked in these modes, and let through in the others
blocks() {
  what=$1 reason=$2
  shift 2
  for in_mode in "$@"; do
    if [ "$mode" = "$in_mode" ]; then
      is "$what: blocked by $reason" "$reason" "$(outcome)"
      return 0
    fi
  done
  is "$what: only shadowed in $mode, so permitted" permit "$(outcome)"
}

permitted() {
  is "$1: permitted" permit "$(outcome)"
}

# until COMMAND...: tries it once a second until it succeeds, or two cycles have passed
until_so() {
  tries=0
  while [ "$tries" -lt "$cycles" ]; do
    if "$@"; then return 0; fi
    tries=$((tries + 1))
    sleep 1
  done
  return 1
}

healthy() { # WHAT URL
  said=$(curl -sS --max-time 5 "$2/health" 2>&1 || :)
  case $said in
    *'"status":"healthy"'*) pass "$1 is healthy" ;;
    *) fail "$1 is healthy: $2/health says $(printf '%s' "$said" | cut -c1-200)" ;;
  esac
}

clean_up() {
  day=$(date -u +%Y-%m-%d)
  for one in $symbols; do
    redis DEL "${prefix}quantum:position:snapshot:$one" "${prefix}quantum:portfolio:budget:$one" \
      "${prefix}quantum:allocation:target:$one" "${prefix}quantum:allocation:target:proposed:$one" \
      "${prefix}quantum:capital:efficiency:$one" "${prefix}quantum:governor:exec:$one" \
      "${prefix}quantum:governor:last_exec:$one" "${prefix}quantum:governor:daily:$one:$day" \
      "${prefix}quantum:governor:daily_qty:$one:$day" >/dev/null
  done
  for one in $plan_ids; do
    redis DEL "${prefix}quantum:permit:$one" "${prefix}quantum:governor:block:$one" \
      "${prefix}quantum:governor:decision:$one" "${prefix}quantum:governor:executed:$one" >/dev/null
  done
}

trap clean_up EXIT
trap 'exit 1' HUP INT TERM

# what can't be asked here, and why
skip() {
  echo "SKIP  $*"
}

summary() {
  echo "$name: $passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
