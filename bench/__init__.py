"""Speed and safety on real servers and large data; run by hand, each prints figures."""
