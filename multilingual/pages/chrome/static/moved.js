// A page that has moved leads on with the place that a link names, which a refresh alone would lose.
"use strict";

(() => {
  const place = location.hash.slice(1);
  const link = (place && document.querySelector(`a[id="${CSS.escape(place)}"]`)) || document.getElementById("moved-page");
  const address = new URL(link.href);
  if (!address.hash) address.hash = location.hash;
  address.search = location.search;
  location.replace(address);
})();
