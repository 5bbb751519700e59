package machine

import "slices"

// Everybody's own events are a chain: each is written in knowledge of the one before.
// Who writes two that do not know of each other says two things in one place. Of
// several the one with the lowest hash counts, and the chain goes on behind it; what
// goes on behind the others only does not count either.

// findForks finds out whose events are more than one chain.
func (g *graph) findForks() {
	var last [roles]int
	for i, n := range g.nodes {
		if l := last[n.by]; l > 0 && !n.before.has(l-1) {
			g.forked[n.by] = true
		}
		last[n.by] = i + 1
	}
}

func (g *graph) anyForked() bool { return slices.Contains(g.forked[:], true) }

// counted is what counts of some events, which hold all that they refer to.
func (g *graph) counted(among set) set {
	if !g.anyForked() {
		return among
	}
	counted := make(set, len(among))
	var left [roles][]int
	for i := range among.without(counted) {
		if by := g.nodes[i].by; g.forked[by] {
			left[by] = append(left[by], i)
		} else {
			counted.add(i)
		}
	}
	for _, own := range left {
		g.chain(own, counted)
	}
	return counted
}

// chain adds what counts of one author: again and again the lowest hash of those that
// come next.
func (g *graph) chain(left []int, counted set) {
	for len(left) > 0 {
		next := g.lowest(left)
		counted.add(next)
		left = slices.DeleteFunc(left, func(i int) bool { return !g.nodes[i].before.has(next) })
	}
}

// lowest is the lowest hash of those that have none of the others before them.
func (g *graph) lowest(left []int) int {
	others := make(set, len(g.nodes[0].before))
	for _, i := range left {
		others.add(i)
	}
	best := -1
	for _, i := range left {
		n := &g.nodes[i]
		if !n.before.meets(others) && (best < 0 || n.Hash.Compare(g.nodes[best].Hash) < 0) {
			best = i
		}
	}
	return best
}
