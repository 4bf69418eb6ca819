// Loaded before the search page is painted: keeps room for what will be found, so that nothing moves.
"use strict";

if (new URLSearchParams(location.search).get("q")) document.documentElement.classList.add("is-searching");
