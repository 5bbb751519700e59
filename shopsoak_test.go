//go:build soak

package main

import "testing"

// Two hundred orders of twenty people, for a hundred and ninety mugs.
func TestSoakManyOrders(t *testing.T) { newFair(t, 20, 10, 10).goes() }
