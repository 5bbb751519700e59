//go:build soak

package main

import "testing"

// The other machines of the ways without a push node die as well, and the sender when
// she comes back.
func TestSoakCrash(t *testing.T) {
	crashStory{"pointers", withoutPushNode, (*crashTown).pointers, []string{"recipient", "holder"}, 1}.run(t)
	crashStory{"provider", withBucket, (*crashTown).provider, []string{"sender again"}, 1}.run(t)
}

// The shop's stories at each of their points, with every machine that takes part; and one
// that takes half a minute a run.
func TestSoakCrashShop(t *testing.T) {
	for _, c := range []crashStory{
		{"trade", market, (*crashTown).trade, []string{"buyer", "merchant", "push node"}, 1},
		{"dispute", shipped, (*crashTown).dispute, []string{"buyer", "merchant", "moderator", "push node"}, 1},
		{"edit", ordered, (*crashTown).edit, []string{"merchant", "push node"}, 1},
		{"tickets", ticketed, (*crashTown).tickets, []string{"buyer", "push node", "merchant"}, 1},
		{"supply", market, (*crashTown).supply, []string{"merchant", "push node"}, 1},
	} {
		c.run(t)
	}
}
