// The whole router of this app: every path is this page, which shows another text.
const pages = { '/': 'Hello from a single-page app', '/about': 'One page, many paths' };

function show() {
  document.querySelector('main').textContent = pages[location.pathname] ?? `Nothing at ${location.pathname}`;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (link) {
    event.preventDefault();
    history.pushState({}, '', link.href);
    show();
  }
});
addEventListener('popstate', show);
show();
