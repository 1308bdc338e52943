<?php
// The provider's clock, moved by as many seconds as the file says: inside the part that writes
// assertions a function of this name comes before PHP's own.
namespace SimpleSAML\Module\saml\IdP;

function time(): int
{
    $file = getenv('SSP_VAR') . '/skew';
    return \time() + (is_file($file) ? (int) file_get_contents($file) : 0);
}
