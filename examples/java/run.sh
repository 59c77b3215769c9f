#!/bin/sh
# Compiles what has changed into $SHOP_DIR and runs the shop in place of this script, so that signals reach it.
set -e
cd "$(dirname "$0")"
classes=${SHOP_DIR:?name a directory for the data and classes of the shop: SHOP_DIR=/tmp/shop $0}/classes
if [ -n "$(find . -name '*.java' -newer "$classes/Shop.class" 2>&1)" ]; then # also when there is no class yet
  javac -encoding UTF-8 -d "$classes" ./*.java
fi
exec java -cp "$classes" Shop
