#!/bin/sh
# Installs the governor out of the package in which this script lies: files below /opt, settings below /etc/quantum, units,
# the user quantum. What is there already stays: settings are never overwritten, and a daemon that runs goes on as it is.
set -eu
# the user quantum and polkit read what is installed
umask 022

usage() {
  cat <<'END'
Usage: install.sh [--check | --uninstall | --purge] [--root DIR]
Installs the governor for systemd, as root. Run again, it changes nothing that is as it should be.
  --check      print what would be done, and do nothing
  --uninstall  remove programs and units; settings, archive and user stay
  --purge      remove these, too
  --root DIR   install below a directory instead of /: no user, no systemd
Exit codes:
  0   done, or nothing to do
  1   usage, or something that is missing; nothing has been changed
END
}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

action=install check='' root=''
while [ $# -gt 0 ]; do
  case $1 in
    --check) check=yes ;;
    --uninstall | --purge) action=${1#--} ;;
    --root)
      [ $# -gt 1 ] || fail "--root needs a directory"
      root=$(CDPATH='' cd -- "${2:-/nonexistent}" 2>/dev/null && pwd -P) || fail "--root needs a directory that is there; '$2' is none"
      [ "$root" != / ] || fail "--root / is what happens without --root"
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      fail "unknown option '$1'"
      ;;
  esac
  shift
done

package=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
version=$(ls "$package"/lib/daemon/governor-engine-*.jar 2>/dev/null | sed 's/.*governor-engine-\(.*\)\.jar$/\1/')
parts="bin lib rules docs deploy README.md LICENSE NOTICE"
versions=$root/opt/quantum/governor-versions
link=$root/opt/quantum/governor
settings=$root/etc/quantum
units=$root/etc/systemd/system
polkit=$root/etc/polkit-1/rules.d/50-quantum-governor.rules
names="quantum-governor quantum-portfolio-risk-governor quantum-allocation-target quantum-governor-observe"
settings_names="governor.env portfolio-risk-governor.env allocation-target.env"

# one step: told, and done unless it is only to be told
step() {
  echo "$1"
  shift
  [ -n "$check" ] || "$@"
}

on_system() { [ -z "$root" ]; }
with_systemd() { on_system && [ -d /run/systemd/system ]; }
same() { [ -f "$2" ] && cmp -s "$1" "$2"; }

put() { # source, target, mode, group
  mkdir -p "$(dirname "$2")"
  # a name that nobody else can have put a link at
  new=$(mktemp "$2.XXXXXX")
  cat "$1" >"$new"
  chmod "$3" "$new"
  if on_system; then chown "root:$4" "$new"; fi
  mv "$new" "$2"
}

add_user() {
  getent group quantum >/dev/null || groupadd --system quantum
  useradd --system --gid quantum --no-create-home --home-dir /var/lib/quantum --shell /usr/sbin/nologin quantum
}

make_settings() {
  mkdir -p "$settings"
  chmod 750 "$settings"
  if on_system; then chown root:quantum "$settings"; fi
}

copy_programs() {
  mkdir -p "$versions"
  rm -rf "$versions/$version.new"
  mkdir "$versions/$version.new"
  for part in $parts; do
    cp -R "$package/$part" "$versions/$version.new/$part"
  done
  chmod -R u=rwX,go=rX "$versions/$version.new"
  if on_system; then chown -R root:root "$versions/$version.new"; fi
  rm -rf "${versions:?}/${version:?}"
  mv "$versions/$version.new" "$versions/$version"
}

contents() { # of a package's directory: what is in it, by checksum
  (cd "$1" && find $parts -type f -exec cksum {} + 2>/dev/null | sort)
}

switch_link() {
  ln -sfn "governor-versions/$version" "$link.new"
  mv -T "$link.new" "$link"
}

# so that nothing is half done where a directory can't be written
expect_writable() {
  directory=$1
  while [ ! -e "$directory" ]; do directory=$(dirname "$directory"); done
  [ -d "$directory" ] || fail "$directory is there and is no directory, and $1 belongs below it; nothing has been changed"
  [ -w "$directory" ] || fail "$directory can't be written by $(id -un), and $1 belongs there; nothing has been changed"
}

install() {
  [ -d "$package/lib/daemon" ] || fail "$package is no package: unpack quantum-governor-VERSION.tar.gz and run its deploy/install.sh"
  [ -n "$version" ] || fail "$package/lib/daemon holds no governor-engine-VERSION.jar, so this is half a package; unpack it again"
  files=$parts
  for name in $settings_names; do files="$files deploy/env/$name"; done
  for name in $names; do files="$files deploy/systemd/$name.service"; done
  for file in $files deploy/systemd/50-quantum-governor.rules; do
    [ -e "$package/$file" ] || fail "$package/$file is missing, so this is half a package; unpack it again"
  done
  command -v java >/dev/null 2>&1 || [ -n "${JAVA_HOME:-}" ] || fail "no java found; apt-get install default-jre-headless, or set JAVA_HOME"
  if [ -e "$link" ] && [ ! -L "$link" ]; then
    fail "$link is there and is no link, as the Debian package leaves it; remove that package before"
  fi
  [ -n "$check" ] || for directory in "$versions" "$(dirname "$link")" "$settings" "$units" "$(dirname "$polkit")"; do
    expect_writable "$directory"
  done
  if on_system && ! getent passwd quantum >/dev/null; then
    step "add the user quantum" add_user
  fi
  [ -d "$settings" ] || step "make $settings" make_settings
  for file in $settings_names; do
    [ -e "$settings/$file" ] || step "write $settings/$file" put "$package/deploy/env/$file" "$settings/$file" 640 quantum
  done
  [ -d "$versions/$version" ] && [ "$(contents "$package")" = "$(contents "$versions/$version")" ] ||
    step "copy version $version to $versions" copy_programs
  for name in $names; do
    file=$package/deploy/systemd/$name.service
    same "$file" "$units/$name.service" || {
      step "write $units/$name.service" put "$file" "$units/$name.service" 644 root
      changed=yes
    }
  done
  same "$package/deploy/systemd/50-quantum-governor.rules" "$polkit" ||
    step "write $polkit, which lets a disarm restart the executor" put "$package/deploy/systemd/50-quantum-governor.rules" "$polkit" 644 root
  before=$(readlink "$link" 2>/dev/null || :)
  # 1.0.0-SNAPSHOT comes before 1.0.0, as 1.0.0~SNAPSHOT does
  newest=$(printf '%s\n' "$version" "${before#governor-versions/}" | sed 's/-/~/' | sort -V | tail -n 1 | sed 's/~/-/')
  [ "$newest" = "$version" ] || echo "note: version $newest, which is newer, is installed; this goes back to $version"
  [ "$before" = "governor-versions/$version" ] || step "point $link to version $version" switch_link
  if with_systemd && [ -n "${changed:-}" ]; then
    step "let systemd read its units" systemctl daemon-reload
  fi
  [ -z "$check" ] || return 0
  # what is below a directory of somebody's own, they start themselves
  restart=''
  if on_system; then
    command -v pkcheck >/dev/null 2>&1 ||
      echo "note: no polkit here, so a disarm can't restart the executor; apt-get install polkitd, or set GOV_DISARM_RESTART_CMD"
    if with_systemd; then
      restart=' && systemctl restart quantum-governor'
    else
      echo "note: no systemd runs here; start $link/bin/governor run as the user quantum"
    fi
  fi
  case $before in
    '' | "governor-versions/$version")
      [ -z "$restart" ] || echo "next: edit $settings/governor.env, then systemctl enable --now quantum-governor"
      ;;
    *)
      [ -z "$restart" ] || echo "next: systemctl restart quantum-governor, on one machine after the other"
      echo "back: ln -sfn $before $link$restart"
      ;;
  esac
}

remove_user() {
  userdel quantum
  ! getent group quantum >/dev/null || groupdel quantum
}

uninstall() {
  [ ! -d "$link" ] || [ -L "$link" ] || fail "$link is no link, as the Debian package leaves it; apt remove, or apt purge, removes that"
  for name in $names; do
    unit=$units/$name.service
    [ -e "$unit" ] || continue
    if with_systemd; then
      step "stop $name" systemctl disable --now --quiet "$name"
    fi
    step "remove $unit" rm -f "$unit"
    changed=yes
  done
  [ ! -e "$polkit" ] || step "remove $polkit" rm -f "$polkit"
  [ ! -L "$link" ] || step "remove $link" rm -f "$link"
  [ ! -d "$versions" ] || step "remove $versions" rm -rf "$versions"
  if [ -n "${changed:-}" ] && with_systemd; then
    step "let systemd read its units" systemctl daemon-reload
  fi
  [ "$action" = purge ] || return 0
  for file in $settings_names; do
    [ ! -e "$settings/$file" ] || step "remove $settings/$file" rm -f "$settings/$file"
  done
  for directory in "$root/var/lib/quantum/governor" "$root/var/cache/quantum/governor"; do
    [ ! -d "$directory" ] || step "remove $directory" rm -rf "$directory"
  done
  for directory in "$settings" "$root/var/lib/quantum" "$root/var/cache/quantum" "$root/opt/quantum"; do
    # others may have files there
    [ ! -d "$directory" ] || [ -n "$check" ] || rmdir "$directory" 2>/dev/null || :
  done
  if on_system && getent passwd quantum >/dev/null; then
    step "remove the user quantum" remove_user
  fi
}

if on_system && [ -z "$check" ] && [ "$(id -u)" -ne 0 ]; then
  fail "only root may install below /; run it with sudo, or name a directory of your own with --root"
fi
case $action in
  install) install ;;
  *) uninstall ;;
esac
